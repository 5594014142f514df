/** A unified diff of the Dockerfile that takes the base image from elsewhere. Only the first part of the line is known: what follows (`AS build`) is left out. */
export function replaceBaseImage(image: string, better: string): string {
  // A value that spans lines must not write lines of its own into the patch.
  const [removed, added] = [image, better].map((text) => text.replaceAll(/[\r\n]+/g, ' '));
  return `--- a/Dockerfile\n+++ b/Dockerfile\n@@ -1,1 +1,1 @@\n-FROM ${removed}\n+FROM ${added}\n`;
}
