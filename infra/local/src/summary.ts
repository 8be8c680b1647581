import { demoAccounts } from './demo.ts';
import type { ReadyFacts } from './ready-file.ts';
import { bold, dim } from './terminal.ts';

/** What a person needs next, once everything runs. */
export function summary(facts: ReadyFacts, withDemo: boolean): string {
  const account = ({ email, password }: { email: string; password: string }) =>
    `${email}  ${dim('/')}  ${password}`;
  const lines: [string, string][] = [['Shop', bold(facts.url)]];
  if (facts.mailUrl !== null) lines.push(['Mails', facts.mailUrl]);
  if (facts.sandboxUrl !== null) lines.push(['Payments', `${facts.sandboxUrl} ${dim('(sandbox)')}`]);
  if (withDemo) {
    lines.push(['Promoter', account(demoAccounts.promoter)], ['Customer', account(demoAccounts.customer)]);
  }
  lines.push(
    ['Cards', `4242 4242 4242 4242 ${dim('pays')}`],
    ['', `4000 0000 0000 0002 ${dim('is declined')}`],
    ['', `4000 0025 0000 3155 ${dim('asks for 3-D Secure')}`],
    ['Logs', facts.logsFolder],
  );
  const table = lines.map(([title, value]) => `  ${title.padEnd(10)}${value}`).join('\n');
  return `\n${bold('Turnout is running.')}\n\n${table}\n\n  Ctrl-C stops everything.\n`;
}
