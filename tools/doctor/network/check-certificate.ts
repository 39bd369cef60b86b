import { X509Certificate } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { type Finding, fine, problem, warning } from '../finding.ts';

const DAY = 24 * 60 * 60 * 1_000;
const soon = 30 * DAY;

/** Whether a certificate is there for long enough. @param remedy how to have a new one */
export function checkCertificate(path: string, now: number, remedy: string): readonly Finding[] {
  if (!existsSync(path)) return [];
  const certificate = parse(path);
  if (certificate === undefined) return [problem(`${path} isn't a PEM certificate.`, remedy)];
  const { validToDate, validFromDate } = certificate;
  const days = Math.floor((validToDate.getTime() - now) / DAY);
  if (validFromDate.getTime() > now)
    return [problem(`${path} isn't valid yet.`, "Set this machine's clock.")];
  if (days < 0) return [problem(`${path} expired ${-days} days ago.`, remedy)];
  if (days * DAY < soon) return [warning(`${path} expires in ${days} days.`, remedy)];
  return [fine(`${path} is valid for ${days} more days.`)];
}

function parse(path: string): X509Certificate | undefined {
  try {
    return new X509Certificate(readFileSync(path));
  } catch {
    return undefined;
  }
}
