/** Asks the engine, which lives in a worker, or in the page where no worker can be had. */

import type { Engine, Progress } from './engine.ts';
import workerAddress from './worker.ts?worker&url';

export type Question = Exclude<keyof Engine, symbol>;

export interface Message {
  id: number;
  question: Question;
  args: unknown[];
}

export type Reply =
  | { id: number; answer: unknown }
  | { id: number; problem: string }
  | { progress: Progress }
  | { ready: true };

/** Why a question has no answer: the reader stopped it, or asked another one. */
export class Stopped extends Error {}

/** The worker's script did not come. */
export class Unreachable extends Error {}

export class Reader {
  /** hears how far the reading is */
  onprogress: (progress: Progress) => void = () => {};
  #worker: Worker | null = null;
  #inPage: Engine | null = null;
  #ready = false;
  #next = 0;
  readonly #waiting = new Map<number, { resolve(answer: never): void; reject(problem: Error): void }>();

  /** Fetches and starts the worker, so that it stands ready. */
  start(): void {
    if (this.#inPage === null) this.#worker ??= this.#open();
  }

  ask<Q extends Question>(question: Q, ...args: Parameters<Engine[Q]>): Promise<Awaited<ReturnType<Engine[Q]>>> {
    if (this.#inPage !== null) {
      const answer = this.#inPage[question] as (...args: unknown[]) => Awaited<ReturnType<Engine[Q]>>;
      return Promise.resolve().then(() => answer.apply(this.#inPage, args));
    }
    this.start();
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#worker!.postMessage({ id, question, args } satisfies Message);
    });
  }

  /** Ends whatever is under way; what was read is forgotten, and the next question starts anew. */
  stop(): void {
    this.#close(new Stopped());
  }

  /** From now on reads in the page itself. */
  async readInPage(): Promise<void> {
    const { Engine } = await import('./engine.ts');
    this.#inPage = new Engine();
  }

  #open(): Worker {
    const worker = new Worker(trusted(workerAddress), { type: 'module', name: 'lens' });
    worker.addEventListener('message', ({ data }: MessageEvent<Reply>) => this.#hear(data));
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      this.#close(this.#ready ? new Error(`The reader failed: ${event.message}`) : new Unreachable());
    });
    return worker;
  }

  #hear(reply: Reply): void {
    if ('ready' in reply) this.#ready = true;
    else if ('progress' in reply) this.onprogress(reply.progress);
    else {
      const asked = this.#waiting.get(reply.id);
      this.#waiting.delete(reply.id);
      if ('problem' in reply) asked?.reject(new Error(reply.problem));
      else asked?.resolve(reply.answer as never);
    }
  }

  #close(reason: Error): void {
    this.#worker?.terminate();
    this.#worker = null;
    this.#ready = false;
    for (const { reject } of this.#waiting.values()) reject(reason);
    this.#waiting.clear();
  }
}

/** The part of Trusted Types that is used here; browsers without it take the text itself. */
interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string };
}

/** The one script address of this page that was not in its markup. The policy `fivetuple` admits it and nothing else. */
function trusted(address: string): string {
  policy ??= (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes?.createPolicy('fivetuple', {
    createScriptURL(url) {
      if (url !== workerAddress) throw new TypeError(`${url} is not a script of this page.`);
      return url;
    },
  });
  return policy === undefined ? address : policy.createScriptURL(address);
}

let policy: ReturnType<TrustedTypes['createPolicy']> | undefined;
