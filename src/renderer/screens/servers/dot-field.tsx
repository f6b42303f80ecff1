/** One dot per server on one canvas, painted at most four times a second. Hidden from readers: the legend says it in words. */
import { useEffect, useRef, type ReactNode } from 'react';
import type { DotKind } from './test-view.ts';
import styles from './servers.module.css';

const pitch = 8;
const paintEveryMs = 250;
/** The list below must keep its room: with more servers than fit into these rows a dot stands for several. */
const mostRows = 12;

export function DotField({ dots }: { readonly dots: readonly DotKind[] }): ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  const latest = useRef(dots);
  useEffect(() => {
    latest.current = dots;
  }, [dots]);
  useEffect(() => {
    const paintNow = (): void => {
      if (canvas.current !== null && !document.hidden) paint(canvas.current, latest.current);
    };
    paintNow();
    const timer = setInterval(paintNow, paintEveryMs);
    return () => clearInterval(timer);
  }, []);
  return <canvas ref={canvas} className={styles['dots']} aria-hidden="true" />;
}

/** The best of the servers that a dot stands for. */
function grouped(dots: readonly DotKind[], mostDots: number): readonly DotKind[] {
  if (dots.length <= mostDots) return dots;
  const size = Math.ceil(dots.length / mostDots);
  const order: readonly DotKind[] = ['good', 'slow', 'asking', 'none', 'waiting'];
  return Array.from({ length: Math.ceil(dots.length / size) }, (_, index) => {
    const members = dots.slice(index * size, (index + 1) * size);
    return order.find((kind) => members.includes(kind)) ?? 'waiting';
  });
}

function paint(canvas: HTMLCanvasElement, all: readonly DotKind[]): void {
  const context = canvas.getContext('2d');
  const width = canvas.clientWidth;
  if (context === null || width === 0) return;
  const columns = Math.max(1, Math.floor(width / pitch));
  const dots = grouped(all, columns * mostRows);
  const height = Math.ceil(dots.length / columns) * pitch;
  const scale = devicePixelRatio;
  canvas.width = width * scale;
  canvas.height = height * scale;
  canvas.style.blockSize = `${height}px`;
  context.scale(scale, scale);
  const inks = inksOf(canvas);
  const mirrored = getComputedStyle(canvas).direction === 'rtl';
  dots.forEach((dot, index) => {
    const x = (index % columns) * pitch + pitch / 2;
    paintDot(context, inks[dot], dot, mirrored ? width - x : x, Math.floor(index / columns) * pitch + pitch / 2);
  });
}

function paintDot(context: CanvasRenderingContext2D, ink: string, dot: DotKind, x: number, y: number): void {
  context.fillStyle = ink;
  context.strokeStyle = ink;
  context.lineWidth = 1.5;
  context.beginPath();
  if (dot === 'none') context.fillRect(x - 2.5, y - 0.75, 5, 1.5);
  else if (dot === 'slow') context.arc(x, y, 2.4, 0, 7);
  else context.arc(x, y, dot === 'waiting' ? 1 : 3, 0, 7);
  if (dot === 'slow') context.stroke();
  else context.fill();
}

/** Each ink as a colour that a canvas knows: the element wears it for a moment, and the style tells. */
function inksOf(canvas: HTMLCanvasElement): Readonly<Record<DotKind, string>> {
  const style = getComputedStyle(canvas);
  const worn = (name: string): string => {
    canvas.style.color = `var(${name})`;
    return style.color;
  };
  return { good: worn('--on-mark'), slow: worn('--hold-mark'), none: worn('--off-mark'), asking: worn('--go-mark'), waiting: worn('--off-mark') };
}
