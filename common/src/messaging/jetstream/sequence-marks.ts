// A stream numbers what it keeps, upwards only. A number at or below one given before means that it has lost messages since:
// a disk that lost its last writes, a backup put back. A look now and then would miss it where new messages fill the gap first.

export interface SequenceMarks {
  /** Call before sending, and what it returns with the broker's answer. */
  sending(subject: string): (answer: { seq: number; duplicate: boolean }) => void;
  /** True once for each loss: seen in answers since the last call, or now in the stream's own last number. */
  hasLost(subject: string, lastSequence: number): boolean;
}

/** Marks of this process, by stream; `subject` is any of the stream's, its pattern too. */
export function createSequenceMarks(): SequenceMarks {
  const highest = new Map<string, number>();
  const lost = new Set<string>();
  return {
    sending(subject) {
      const stream = streamPart(subject);
      const before = highest.get(stream) ?? 0;
      return ({ seq, duplicate }) => {
        // A duplicate is answered with the number it has had since it came first.
        if (duplicate) return;
        const isNews = seq <= before && !lost.has(stream);
        if (isNews) lost.add(stream);
        if (isNews || seq > (highest.get(stream) ?? 0)) highest.set(stream, seq);
      };
    },
    hasLost(subject, lastSequence) {
      const stream = streamPart(subject);
      const isShort = lastSequence < (highest.get(stream) ?? 0);
      if (isShort) highest.set(stream, lastSequence);
      return lost.delete(stream) || isShort;
    },
  };
}

/** `namespace.publisher` of `namespace.publisher.Type`. */
function streamPart(subject: string): string {
  return subject.split('.', 2).join('.');
}
