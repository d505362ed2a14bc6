/** The engine in a thread of its own: questions come in as messages, answers and progress go out. */

import { Engine, type Progress } from './engine.ts';
import type { Message, Reply } from './reader.ts';

const engine = new Engine((progress: Progress) => reply({ progress }));

addEventListener('message', async ({ data }: MessageEvent<Message>) => {
  const { id, question, args } = data;
  const answer = engine[question] as (...args: unknown[]) => unknown;
  try {
    reply({ id, answer: await answer.apply(engine, args) });
  } catch (error) {
    reply({ id, problem: error instanceof Error ? error.message : String(error) });
  }
});

function reply(message: Reply): void {
  postMessage(message);
}

reply({ ready: true });
