import type { Command } from 'commander';
import pc from 'picocolors';
import { signatures } from '../diagnostics/index.ts';
import { renderSignature, renderSignatureList } from '../src/terminal/render-signatures.ts';

/** `signatures [ID]` */
export function addSignatures(program: Command): void {
  program
    .command('signatures')
    .description('list all that Faultline knows, or show one')
    .argument('[id]', 'the id of a signature')
    .action((id: string | undefined) => {
      process.exitCode = showSignatures(id);
    });
}

function showSignatures(id: string | undefined): number {
  if (id === undefined) {
    console.log(renderSignatureList(signatures, pc.isColorSupported));
    return 0;
  }
  const signature = signatures.find((s) => s.id === id);
  if (signature) console.log(renderSignature(signature, pc.isColorSupported));
  else console.error(`There is no signature ${id}; \`faultline signatures\` lists them all.`);
  return signature ? 0 : 1;
}
