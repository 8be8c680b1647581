// Every name on the broker comes from here. A test pins the strings: renaming one re-consumes everything from the start.
import { subjectParts } from '../messages/index.ts';
import type { MessageType, Publisher } from '../messages/index.ts';

const nameShape = /^[a-z][a-z0-9-]{0,31}$/;

/** The broker names of one installation; several may share a broker under different namespaces. */
export interface Subjects {
  streamOf(publisher: Publisher): string;
  /** Matches all that a publisher may send. */
  allOf(publisher: Publisher): string;
  subjectOf(type: MessageType): string;
  streamFor(type: MessageType): string;
  durableOf(group: string, type: MessageType): string;
  deadLetterStream: string;
  deadLetterChannel: string;
  allDeadLetters: string;
  deadLettersOfGroup(group: string): string;
  deadLetterSubject(group: string, type: MessageType): string;
}

/** Throws when the namespace is not lower-case letters, digits and dashes (at most 32). */
export function createSubjects(namespace: string): Subjects {
  checkName('namespace', namespace);
  const prefix = namespace.toUpperCase();
  const streamOf = (publisher: Publisher): string => `${prefix}_${publisher}`;
  const deadLettersOfGroup = (group: string): string => `${namespace}.deadletters.${group}.>`;
  return {
    streamOf,
    allOf: (publisher) => `${namespace}.${publisher}.>`,
    subjectOf: (type) => `${namespace}.${subjectParts(type).publisher}.${type}`,
    streamFor: (type) => streamOf(subjectParts(type).publisher),
    durableOf: (group, type) => `${group}_${type}`,
    deadLetterChannel: `${namespace}.deadletters`,
    deadLetterStream: `${prefix}_deadletters`,
    allDeadLetters: `${namespace}.deadletters.>`,
    deadLettersOfGroup,
    deadLetterSubject: (group, type) => `${namespace}.deadletters.${group}.${type}`,
  };
}

/** Group and namespace become part of subjects, where dots, spaces and wildcards have meanings of their own. */
export function checkName(what: string, name: string): void {
  if (!nameShape.test(name)) throw new Error(`${what} "${name}" must match ${nameShape.source}`);
}
