// `npm run doctor`: looks for what is wrong with a deployment and says what to do about it.
import { examine } from './doctor/examine.ts';

const marks = { fine: 'ok     ', warning: 'warning', problem: 'PROBLEM' } as const;
const findings = await examine(process.env, Date.now);
for (const finding of findings) {
  console.log(`${marks[finding.verdict]}  ${finding.says}`);
  if (finding.verdict !== 'fine') console.log(`         ${finding.remedy}`);
}
process.exit(findings.some(({ verdict }) => verdict === 'problem') ? 1 : 0);
