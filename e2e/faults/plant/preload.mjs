// Given to a service by `--import`: shifts its clock, and has its built code changed as it is loaded.
import { existsSync } from 'node:fs';
import { register } from 'node:module';

const aheadMs = Number(process.env.FAULTS_CLOCK_AHEAD_MS ?? 0);
if (aheadMs !== 0) {
  const RealDate = Date;
  const now = () => RealDate.now() + aheadMs;
  // A proxy stays the same class to everyone who compares names or prototypes.
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, given, wanted) =>
      Reflect.construct(target, given.length === 0 ? [now()] : given, wanted),
    get: (target, key) => (key === 'now' ? now : Reflect.get(target, key)),
  });
}

/** A planted crash point: kills this process as a power cut would, sometimes, while the switch is on and never while it starts. */
const bootMs = 3_000;
globalThis.faultsCrash = (chance) => {
  if (Math.random() > chance || performance.now() < bootMs) return;
  if (existsSync(process.env.FAULTS_CRASH_SWITCH ?? '')) process.kill(process.pid, 'SIGKILL');
};

const plants = JSON.parse(process.env.FAULTS_PLANTS ?? '[]');
if (plants.length > 0) register('./loader.mjs', import.meta.url, { data: { plants } });
