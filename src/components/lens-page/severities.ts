/** The words for how much a finding matters: for the build and the page alike. */

import type { Finding } from '../../lib/index.ts';
import { count } from '../listing-lens/wording.ts';

export const SEVERITY_WORDS: Readonly<Record<Finding['severity'], string>> = {
  attention: 'Attention',
  notice: 'Notice',
  information: 'Information',
};

/** So many findings stand open; of the others the title does. */
export const MOST_OPEN = 3;

/** "2 need attention, 1 to notice, 3 for information." */
export function severitiesText(findings: Pick<Finding, 'severity'>[], sockets: number): string {
  const [attention, notice, information] = (['attention', 'notice', 'information'] as const).map(
    (severity) => findings.filter((finding) => finding.severity === severity).length,
  ) as [number, number, number];
  if (sockets === 0) return 'Where no socket was read, nothing can be found.';
  if (attention + notice + information === 0) return 'Nothing here deserves attention.';
  const parts = [
    attention > 0 ? `${attention} ${attention === 1 ? 'needs' : 'need'} attention` : '',
    notice > 0 ? `${notice} to notice` : '',
    information > 0 ? `${information} for information` : '',
  ];
  return `${count(attention + notice + information, 'finding')}: ${parts.filter(Boolean).join(', ')}.`;
}
