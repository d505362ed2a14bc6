/** The kinds of question. To add one: its types in `question.ts`, its file in `kinds/`, a line here, a line in `schema.ts`. */

import { multiple } from './kinds/multiple.ts';
import { single } from './kinds/single.ts';
import type { Answer, Kind, Question, QuestionKind } from './question.ts';

type KindOf<K extends QuestionKind> = Kind<Extract<Question, { kind: K }>, Extract<Answer, { kind: K }>>;

export const KINDS: { readonly [K in QuestionKind]: KindOf<K> } = { single, multiple };
