// `npm start`: brings a fresh clone to the point where our own code runs, then hands over to the local runner.
import { buildServices, ensureInstalled, requireNode } from './install.mjs';

requireNode();
await ensureInstalled();
if (!process.argv.includes('--no-build')) await buildServices();
await import('./dist/main.js');
