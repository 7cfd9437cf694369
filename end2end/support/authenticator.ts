// The authenticator of staff: RFC 6238, by which the server judges the codes.
import { createHmac, randomBytes } from 'node:crypto';
import { note } from './secrets.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const STEP = 30_000;

/** Base32 of 160 random bits. */
export function newSecret(): string {
  const secret = Array.from(randomBytes(32), (byte) => ALPHABET.charAt(byte % 32)).join('');
  note(secret);
  return secret;
}

/** Base32 (RFC 4648) as bytes. */
function bytes(secret: string): Buffer {
  const bits = Array.from(secret, (letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
}

export function codeAt(secret: string, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac('sha1', bytes(secret)).update(counter).digest();
  const offset = (digest.at(-1) ?? 0) & 0xf;
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

/** The newest step whose code was given out, by secret. */
const given = new Map<string, number>();

/** So much of a step must be left for the code of the step before, which ends with it. */
const TIME_TO_TYPE = 15_000;

/**
 * A code that was not given out yet: the server takes each once, one step early or late. Two sign-ins of one person in
 * half a minute need no waiting, often three; the next one waits for the clock.
 */
export async function freshCode(secret: string): Promise<string> {
  const now = Math.floor(Date.now() / STEP);
  const oldest = Date.now() % STEP < STEP - TIME_TO_TYPE ? now - 1 : now;
  const step = Math.max(oldest, (given.get(secret) ?? 0) + 1);
  given.set(secret, step);
  const early = (step - 1) * STEP - Date.now();
  if (early > 0) await new Promise((resolve) => setTimeout(resolve, early + 50));
  return codeAt(secret, step);
}
