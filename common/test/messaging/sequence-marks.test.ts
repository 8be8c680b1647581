import { createSequenceMarks } from '../../src/messaging/jetstream/sequence-marks.ts';

const pattern = 'turnout.orders.>';
const subject = 'turnout.orders.OrderCreated';
const kept = (seq: number) => ({ seq, duplicate: false });

test('When numbers only grow, in whatever order the answers come, then nothing is lost', () => {
  const marks = createSequenceMarks();
  const [first, second, third] = [1, 2, 3].map(() => marks.sending(subject));
  third?.(kept(3));
  first?.(kept(1));
  second?.(kept(2));
  expect(marks.hasLost(pattern, 3)).toBe(false);
  marks.sending('turnout.orders.OrderPaid')(kept(4));
  expect(marks.hasLost(pattern, 7)).toBe(false);
});

test('When a message gets a number that was given before it was sent, then messages were lost, and that is told once', () => {
  const marks = createSequenceMarks();
  marks.sending(subject)(kept(10));
  for (const seq of [8, 9, 10, 11]) marks.sending(subject)(kept(seq));
  expect(marks.hasLost('turnout.tickets.>', 0)).toBe(false);
  expect(marks.hasLost(pattern, 11)).toBe(true);
  expect(marks.hasLost(pattern, 11)).toBe(false);
  marks.sending(subject)(kept(12));
  expect(marks.hasLost(pattern, 12)).toBe(false);
});

test('When the stream ends before the last number given, then messages were lost, and that is told once', () => {
  const marks = createSequenceMarks();
  marks.sending(subject)(kept(10));
  expect(marks.hasLost(pattern, 8)).toBe(true);
  marks.sending(subject)(kept(9));
  expect(marks.hasLost(pattern, 9)).toBe(false);
});

test('When a message was kept before, then its old number means nothing', () => {
  const marks = createSequenceMarks();
  marks.sending(subject)(kept(10));
  marks.sending(subject)({ seq: 3, duplicate: true });
  expect(marks.hasLost(pattern, 10)).toBe(false);
});
