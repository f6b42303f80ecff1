/** Reading in tests: every profile that comes out must also fit the schema that stored profiles are held to. */
import { expect } from 'vitest';
import type { Parsed, Profile } from '../../../shared/profile.ts';
import { profileSchema } from '../../../shared/profile-schema.ts';
import { parseDocument } from './parse-document.ts';

/** What a document holds; fails the test for a text that is none. */
export function readDocument(text: string): Parsed {
  const parsed = parseDocument(text);
  if (parsed === undefined) throw new Error('not a document');
  for (const profile of parsed.profiles) expect(profileSchema.parse(profile)).toEqual(profile);
  return parsed;
}

/** The only profile of a document that refuses nothing. */
export function readOne(text: string): Profile {
  const { profiles, rejected } = readDocument(text);
  expect(rejected).toEqual([]);
  expect(profiles).toHaveLength(1);
  const [profile] = profiles;
  if (profile === undefined) throw new Error('no profile');
  return profile;
}

/** Line and code of everything refused. */
export function refusals(text: string): readonly string[] {
  return readDocument(text).rejected.map(({ line, code }) => `${line} ${code}`);
}

export const uuid = '3c6e5d5f-8f3a-4c59-9a4b-5d2a1f0e9c77';
export const key = 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=';
