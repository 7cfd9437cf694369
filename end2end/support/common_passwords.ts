// The list of passwords that are refused as common, read as `server/src/passwords/blocklist.rs` writes it.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { ROOT } from './settings.ts';

const FILE = fs.readFileSync(path.join(ROOT, 'server/data/common-passwords.bin'));
const INDEX = 12;
const INDEXED_BITS = 10;
const BITS = INDEX + ((1 << INDEXED_BITS) + 1) * 4;
const RICE_BITS = 13;

/**
 * Whether the server takes a password of small Latin letters for a common one: one in some thousands that are not
 * (docs/decisions/0009). Enough are made in a run that one of them would be refused now and then.
 */
export function looksCommon(password: string): boolean {
  const wanted = createHash('sha256').update(password).digest().readUInt32BE();
  const bucket = wanted >>> (32 - INDEXED_BITS);
  let place = FILE.readUInt32BE(INDEX + bucket * 4);
  const end = FILE.readUInt32BE(INDEX + (bucket + 1) * 4);
  const bit = (): number => {
    const found = (FILE.readUInt8(BITS + Math.floor(place / 8)) >> (7 - (place % 8))) & 1;
    place += 1;
    return found;
  };
  let found = bucket * 2 ** (32 - INDEXED_BITS);
  while (place < end) {
    let distance = 0;
    while (bit() === 1) distance += 1;
    for (let left = RICE_BITS; left > 0; left -= 1) distance = distance * 2 + bit();
    found += distance;
    if (found >= wanted) return found === wanted;
  }
  return false;
}
