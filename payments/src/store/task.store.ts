// Tasks wait here until they are done, whichever process adds or does them; a lease is a `dueAt` in the future.
import mongoose, { Schema } from 'mongoose';
import type { Connection } from 'mongoose';
import type { Task, TaskKind } from '../domain/task.ts';
import { intentTaskId } from '../domain/task.ts';

type TaskRow = Omit<Task, 'taskId'> & { _id: string };
export type NewTask = Pick<Task, 'taskId' | 'kind' | 'orderId' | 'refund' | 'dueAt' | 'createdAt'>;

export interface TaskStore {
  /** Adds a task unless one of its id waits already. */
  add(task: NewTask): Promise<void>;
  /** Makes the task of an order's intent, there or not, a `stop` that is due now. */
  stopIntent(orderId: string, now: Date): Promise<void>;
  /** Makes the watch of an intent due now. */
  lookNow(orderId: string, now: Date): Promise<void>;
  /** Takes the longest due task, for `leaseMs`: if it is not put back or done by then, anyone may take it again. */
  claim(kinds: readonly TaskKind[], now: Date, leaseMs: number): Promise<Task | null>;
  /** Puts a claimed task back; does nothing when it was changed meanwhile. */
  putBack(task: Task, next: { dueAt: Date; tries: number; lastError: string | null }): Promise<void>;
  /** Forgets a claimed task; does nothing when it was changed meanwhile. */
  done(task: Task): Promise<void>;
  /** How many failed more than `tries` times in a row, for the operators. */
  countFailing(tries: number): Promise<number>;
}

export function createTaskStore(connection: Connection): TaskStore {
  const schema = new Schema<TaskRow>(
    {
      _id: String,
      kind: String,
      orderId: String,
      refund: Object,
      dueAt: Date,
      tries: Number,
      lastError: String,
      createdAt: Date,
    },
    { collection: 'tasks', versionKey: false },
  );
  schema.index({ kind: 1, dueAt: 1 });
  const tasks = connection.model<TaskRow>('Task', schema);
  const fresh = { tries: 0, lastError: null };

  return {
    async add({ taskId, ...task }) {
      await tasks.updateOne({ _id: taskId }, { $setOnInsert: { ...task, ...fresh } }, { upsert: true });
    },
    async stopIntent(orderId, now) {
      const stop = { kind: 'stop' as const, dueAt: now, ...fresh };
      const first = { orderId, refund: null, createdAt: now };
      await tasks.updateOne(
        { _id: intentTaskId(orderId) },
        { $set: stop, $setOnInsert: first },
        { upsert: true },
      );
    },
    async lookNow(orderId, now) {
      await tasks.updateOne({ _id: intentTaskId(orderId) }, { $set: { dueAt: now } });
    },
    async claim(kinds, now, leaseMs) {
      const due = { kind: mongoose.trusted({ $in: kinds }), dueAt: mongoose.trusted({ $lte: now }) };
      const lease = { $set: { dueAt: new Date(now.getTime() + leaseMs) }, $inc: { tries: 1 } };
      const row = await tasks
        .findOneAndUpdate(due, lease, { sort: { dueAt: 1 }, returnDocument: 'after' })
        .lean<TaskRow>();
      return row && toTask(row);
    },
    async putBack(task, next) {
      await tasks.updateOne({ _id: task.taskId, dueAt: task.dueAt }, { $set: next });
    },
    async done(task) {
      await tasks.deleteOne({ _id: task.taskId, dueAt: task.dueAt });
    },
    countFailing: (tries) => tasks.countDocuments({ tries: mongoose.trusted({ $gt: tries }) }),
  };
}

function toTask({ _id, ...task }: TaskRow): Task {
  return { taskId: _id, ...task };
}
