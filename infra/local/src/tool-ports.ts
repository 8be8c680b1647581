import { freePort, isPortFree } from '@turnout/servers';

export interface ToolPorts {
  mailPage: number;
  smtp: number;
  sandbox: number;
  /** The port a tool must have because somebody else was told about it; undefined where any will do. */
  ofPart(name: string): number | undefined;
}

const MAIL_PAGE_PORT = 3025;

/** Picks the ports of what is not behind the gateway; the mail page keeps its own where it can, as people bookmark it. */
export async function pickToolPorts(wellKnown: boolean): Promise<ToolPorts> {
  const mailPage = wellKnown && (await isPortFree(MAIL_PAGE_PORT)) ? MAIL_PAGE_PORT : await freePort();
  const [smtp, sandbox] = [await freePort(), await freePort()];
  const fixed = new Map([
    ['mailcatcher', mailPage],
    ['sandbox', sandbox],
  ]);
  return { mailPage, smtp, sandbox, ofPart: (name) => fixed.get(name) };
}
