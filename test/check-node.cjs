// Runs before the tests. Where no Node came with `npm ci`, npm scripts silently use the machine's own: say so early.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 12)) {
  console.error(
    `Faultline needs Node 22.12 or later; these scripts run on ${process.versions.node}.\n` +
      'On Linux `npm ci` brings Node 24 along (an optional dependency); elsewhere install Node 24 yourself.',
  );
  process.exit(1);
}
