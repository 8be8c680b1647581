// Scenarios with numbers of their own.
export interface Measurement {
  name: string;
  measure(snapshot: string): Promise<{ ok: boolean; text: string }>;
}

export const measurements: Measurement[] = [];
