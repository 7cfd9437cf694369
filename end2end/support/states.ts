// Every page in every state: for axe and for the pictures.
import { ADMINISTRATION } from './states/administration.ts';
import { CABINET } from './states/cabinet.ts';
import { CASE } from './states/case.ts';
import { OFFICE } from './states/office.ts';
import { PUBLIC } from './states/public.ts';
import { REPRESENTATION } from './states/representation.ts';
import type { State } from './states/arrive.ts';

export const STATES: State[] = [...PUBLIC, ...CABINET, ...REPRESENTATION, ...OFFICE, ...CASE, ...ADMINISTRATION];
