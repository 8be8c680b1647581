import { dirname } from 'node:path';
import type { DataFolder } from './data-folder.ts';
import type { Addresses } from './environment.ts';
import { databaseOf } from './launch.ts';
import type { Part } from './parts.ts';
import type { ReadyFacts, RunningProcess } from './ready-file.ts';
import type { Servers } from './start-servers.ts';
import type { Supervised } from './supervise.ts';

export interface RunningPart {
  part: Part;
  supervised: Supervised;
}

interface Sources {
  parts: Part[];
  running: RunningPart[];
  servers: Servers;
  addresses: Addresses;
  data: DataFolder;
}

/** Describes what runs at this moment; a process that is being replaced is not in it. */
export function collectFacts({ parts, running, servers, addresses, data }: Sources): ReadyFacts {
  const replicasOf = (part: Part) => running.filter((one) => one.part === part);
  const withDatabase = parts.filter((part) => part.needs.includes('mongo'));
  return {
    url: addresses.publicUrl,
    mailUrl: addresses.mailUrl,
    sandboxUrl: addresses.sandboxUrl,
    mongoUrl: servers.mongoUrl(''),
    natsUrl: servers.natsUrl,
    redisUrl: servers.redisUrl,
    services: Object.fromEntries(
      parts.map((part) => [part.name, replicasOf(part).flatMap(({ supervised }) => processOf(supervised))]),
    ),
    servers: Object.fromEntries(
      servers.supervised.flatMap((server) => processOf(server).map((one) => [server.name, one])),
    ),
    databases: Object.fromEntries(
      withDatabase.map((part) => [part.name, servers.mongoUrl(databaseOf(part))]),
    ),
    logsFolder: dirname(data.log('any')),
  };
}

function processOf(supervised: Supervised): RunningProcess[] {
  const current = supervised.current();
  return current?.process.pid === undefined ? [] : [{ pid: current.process.pid, url: current.url }];
}
