import { audit } from './audit.ts';

/** `npm run audit`: exits with 1 where something that is shipped has a known vulnerability of level high. */
const audited = audit(process.cwd(), process.env);
if (audited.kind === 'clean') console.log('No known vulnerability of level high in what is shipped.');
if (audited.kind === 'not-audited') console.log(`not audited: ${audited.why}`);
if (audited.kind === 'found') {
  console.error(['Known vulnerabilities in what is shipped:', ...audited.findings].join('\n'));
  process.exitCode = 1;
}
