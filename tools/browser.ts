/** Finds a Chromium for the browser tests and the benchmarks: given, downloaded, on the machine, or installed now. */

import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';

/** Switches that keep a headless Chromium quiet: no calls home, no first-run pages. */
export const CHROMIUM_ARGUMENTS = [
  // Chromium's sandbox needs a user other than root.
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Returns the path of a Chromium: `CHROMIUM_PATH`, else Playwright's own, else one of this machine.
 *
 * @returns null where there is none
 * @throws where `CHROMIUM_PATH` names no program
 */
export function findBrowser(): string | null {
  const given = process.env.CHROMIUM_PATH;
  if (given) {
    if (!isProgram(given)) throw new Error(`CHROMIUM_PATH is "${given}", which is no program.`);
    return given;
  }
  return [chromium.executablePath(), ...places()].find(isProgram) ?? null;
}

/**
 * Returns the path of a Chromium, and installs one where there is none.
 *
 * @throws where none can be had, with what was tried and what the reader can do
 */
export function ensureBrowser(): string {
  const found = findBrowser();
  if (found !== null) return found;
  console.log('No Chromium found on this machine: installing one.');
  const tried: string[] = [];
  for (const command of INSTALLATIONS) {
    if (command[0] === 'apt-get' && (process.platform !== 'linux' || process.getuid?.() !== 0)) continue;
    tried.push(command.join(' '));
    spawnSync(command[0]!, command.slice(1), { stdio: 'inherit', shell: process.platform === 'win32' });
    const installed = findBrowser();
    if (installed !== null) return installed;
  }
  throw new Error(
    [
      'The browser tests need a Chromium, and none was found or could be installed.',
      `Looked for: CHROMIUM_PATH, ${chromium.executablePath()}, and ${NAMES.join(', ')} on the PATH.`,
      `Tried: ${tried.join('; ')}.`,
      'Install Chromium or Chrome (Debian: apt-get install chromium), or set CHROMIUM_PATH to one, and run the tests again.',
    ].join('\n'),
  );
}

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge'];

const INSTALLATIONS = [
  ['npx', 'playwright', 'install', 'chromium'],
  ['apt-get', 'install', '--yes', 'chromium'],
];

function places(): string[] {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const onPath = (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) => NAMES.map((name) => join(folder, name + suffix)));
  return [
    ...onPath,
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  ];
}

function isProgram(path: string): boolean {
  if (!existsSync(path)) return false;
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
