// Finds nats-streaming-server on PATH, in ~/go/bin or among the fetched servers; builds it there where Go is.
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node-nats-streaming';
import { findBinary, serversFolder, spawnGuarded, stopChild } from '@turnout/servers';
import { eventually } from '../../src/testing/eventually.ts';

const program = 'nats-streaming-server';
const goModule = 'github.com/nats-io/nats-streaming-server@v0.25.6';
export const clusterId = 'turnout';

/** The binary, or why there is none. */
export function findNatsStreamingServer(): { binary: string } | { missing: string } {
  const find = () => findBinary([program]) ?? findBinary([program], join(homedir(), 'go'));
  const found = find();
  if (found) return { binary: found };
  const go = findBinary(['go']);
  if (!go) return { missing: `${program} is not installed and there is no Go to build it with` };
  const bin = join(serversFolder, 'bin');
  mkdirSync(bin, { recursive: true });
  try {
    execFileSync(go, ['install', goModule], {
      env: { ...process.env, GOBIN: bin },
      timeout: 300_000,
      stdio: 'pipe',
    });
  } catch {
    return { missing: `${program} is not installed and "go install ${goModule}" failed` };
  }
  const built = find();
  return built ? { binary: built } : { missing: `${program} was built but cannot be found` };
}

export interface NatsStreamingServer {
  stop(): Promise<void>;
  kill9(): Promise<void>;
}

interface StartOptions {
  binary: string;
  dataDir: string;
  port: number;
}

export async function startNatsStreaming({
  binary,
  dataDir,
  port,
}: StartOptions): Promise<NatsStreamingServer> {
  mkdirSync(dataDir, { recursive: true });
  const where = ['--addr', '127.0.0.1', '--port', String(port), '--store', 'file', '--dir', dataDir];
  const unlimited = ['--max_channels', '0'];
  const child = spawnGuarded(binary, ['--cluster_id', clusterId, ...where, ...unlimited], {
    stdio: 'ignore',
  });
  await eventually(() => canConnect(port), 30_000);
  return { stop: () => stopChild(child, 'SIGTERM'), kill9: () => stopChild(child, 'SIGKILL') };
}

function canConnect(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = connect(clusterId, `probe-${process.pid}-${Date.now()}`, {
      url: `nats://127.0.0.1:${port}`,
      connectTimeout: 1_000,
      reconnect: false,
    });
    probe.on('error', reject);
    probe.on('close', () => resolve());
    probe.on('connect', () => probe.close());
  });
}
