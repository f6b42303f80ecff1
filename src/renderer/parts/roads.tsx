/** Networks as roads: one from a single start to each network, a bead for every server at its end. Hidden from readers. */
import type { ReactNode } from 'react';
import styles from './roads.module.css';

/** At most so many are drawn; the sentence beside it tells the whole number. */
const mostRoads = 6;
const mostBeads = 4;
const roadHeight = 13;
const startX = 5;
const fanX = 26;
const beadGap = 10;
const width = fanX + 8 + mostBeads * beadGap;

/** `servers` in each network, most first. Grey rings: nobody has been asked yet. */
export function Roads({ servers }: { readonly servers: readonly number[] }): ReactNode {
  const drawn = servers.slice(0, mostRoads);
  const height = Math.max(drawn.length, 1) * roadHeight;
  return (
    <svg className={styles['roads']} viewBox={`0 0 ${width} ${height}`} width={width} height={height} aria-hidden="true" focusable="false">
      {drawn.map((count, index) => (
        // Roads have no names; their order is the picture.
        // oxlint-disable-next-line react/no-array-index-key
        <Road key={index} beads={Math.min(count, mostBeads)} y={(index + 0.5) * roadHeight} middle={height / 2} />
      ))}
      <circle className={styles['start']} cx={startX} cy={height / 2} r={4} />
    </svg>
  );
}

function Road({ beads, y, middle }: { readonly beads: number; readonly y: number; readonly middle: number }): ReactNode {
  const end = fanX + 4 + beads * beadGap;
  return (
    <g>
      <path d={`M${startX} ${middle}C${startX + 11} ${middle} ${startX + 7} ${y} ${fanX} ${y}H${end}`} />
      {Array.from({ length: beads }, (_, bead) => (
        <circle key={bead} className={styles['bead']} cx={end - bead * beadGap} cy={y} r={3} />
      ))}
    </g>
  );
}
