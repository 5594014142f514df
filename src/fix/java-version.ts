/** Releases that CodeBuild's images offer as `runtime-versions: java: correttoN`. */
const RELEASES = [8, 11, 17, 21, 25];

/** `correttoN` of the smallest offered release that can build for this one (`17`, `1.8`); corretto21 where it is unknown. */
export function getCorretto(release: string | undefined): string {
  const wanted = Number((release ?? '').replace(/^1\./, '').replace(/\..*$/, ''));
  const found = wanted > 0 ? RELEASES.find((offered) => offered >= wanted) : 21;
  return `corretto${found ?? RELEASES.at(-1)}`;
}

/** The Java release that a class file's major version belongs to: 52 is 8, 61 is 17. https://docs.oracle.com/javase/specs/jvms/se21/html/jvms-4.html */
export function getReleaseOfClassFile(major: string | undefined): string | undefined {
  const release = Number((major ?? '').replace(/\..*$/, '')) - 44;
  return release > 0 ? String(release) : undefined;
}
