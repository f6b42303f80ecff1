/** The bundle `byway.js`: the command line and the headless host on plain Node. */
import process from 'node:process';
import { spawnParseChild } from '../../platform/parse-child.ts';
import { currentPlatform, placeOf } from '../place.ts';
import { runProgram } from './run-program.ts';

const place = placeOf(import.meta.url, currentPlatform(process.platform), process.env);
process.exit(await runProgram({ words: process.argv.slice(2), place, process, spawnParse: () => spawnParseChild(place.parseWorker) }));
