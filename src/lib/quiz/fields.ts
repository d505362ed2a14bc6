/** The building blocks of the quiz schemas. Each message says what is wrong, then what to change. */

import { z } from 'zod';
import { unsupportedMarkdown } from './markdown.ts';

/** An object without unknown fields. */
export function object<Shape extends z.ZodRawShape>(what: string, shape: Shape) {
  const known = Object.keys(shape).join(', ');
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? `${what} has no field "${issue.keys?.join('", "')}". Its fields are: ${known}.`
        : `${what} is a map of fields, this is not. Its fields are: ${known}.`,
  });
}

/** A Markdown text that is not empty. */
export function textField(field: string, content: string) {
  return z
    .string({
      error: ({ input }) => {
        if (input === undefined) return `"${field}" is missing. Write ${content}.`;
        if (typeof input === 'object') return `"${field}" is no text. Write ${content}.`;
        return `"${field}" is no text to YAML. Put it in quotes: "${input}".`;
      },
    })
    .superRefine((text, { addIssue }) => {
      if (text.trim() === '') addIssue(`"${field}" is empty. Write ${content}.`);
      const unsupported = unsupportedMarkdown(text);
      if (unsupported !== null) {
        addIssue(
          `"${field}" has Markdown that a quiz does not show (${unsupported}). ` +
            'Use paragraphs, lists, code, emphasis and links; put code spans around < and >.',
        );
      }
    });
}

/** A name that stays when wording and order change. A single letter or number would be a position. */
export function idField(of: string) {
  const form =
    'Write lower-case words joined by hyphens, such as server-port; a letter or a number alone is a place, no name.';
  return z
    .string({
      error: ({ input }) => (input === undefined ? `"id" is missing. Name ${of}: ${form}` : `"id" is no text. ${form}`),
    })
    .regex(/^(?=.{2})[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/, {
      error: ({ input }) => `the id "${input}" does not fit. ${form}`,
    });
}
