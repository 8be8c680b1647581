import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Refusal } from './refusal.ts';

export interface Options {
  /** Of the gateway; 0 takes a free one. */
  port: number;
  dataFolder: string;
  fresh: boolean;
  demo: boolean;
  build: boolean;
  readyFile?: string;
  replicas: Map<string, number>;
}

const usage = `npm start -- [options]
  --fresh              forget all local data first
  --port N             of the shop (default 3000; 0 takes a free one)
  --data FOLDER        where data, keys and logs are kept (default .data)
  --no-demo            leave an empty database empty
  --no-build           start what was built before
  --replicas NAME=N    run N processes of a service; may be repeated
  --ready-file FILE    write a JSON description of what runs, once everything is up`;

/** Reads the command line; anything it does not know is refused with the usage. */
export function readOptions(args: string[], projectRoot: string): Options {
  const { values } = parse(args);
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Refusal(`--port takes a number from 0 to 65535.`);
  return {
    port,
    dataFolder: resolve(projectRoot, values.data),
    fresh: values.fresh,
    demo: !values['no-demo'],
    build: !values['no-build'],
    ...(values['ready-file'] === undefined ? {} : { readyFile: resolve(values['ready-file']) }),
    replicas: new Map(values.replicas.map(readReplicas)),
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        port: { type: 'string', default: '3000' },
        data: { type: 'string', default: '.data' },
        fresh: { type: 'boolean', default: false },
        'no-demo': { type: 'boolean', default: false },
        'no-build': { type: 'boolean', default: false },
        'ready-file': { type: 'string' },
        replicas: { type: 'string', multiple: true, default: [] },
      },
    });
  } catch (error) {
    throw new Refusal(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
  }
}

function readReplicas(value: string): [string, number] {
  const [name = '', count = ''] = value.split('=');
  if (!/^[1-9]$/.test(count))
    throw new Refusal(`--replicas takes NAME=N with N from 1 to 9, not "${value}".`);
  return [name, Number(count)];
}
