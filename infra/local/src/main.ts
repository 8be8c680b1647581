import { fileURLToPath } from 'node:url';
import { parts } from './parts.ts';
import { runTurnout } from './run-turnout.ts';

const projectRoot = fileURLToPath(new URL('../../..', import.meta.url));

await runTurnout({ parts, projectRoot, args: process.argv.slice(2) });
