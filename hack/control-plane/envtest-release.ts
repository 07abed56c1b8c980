/**
 * The released kube-apiserver and etcd, as packed for envtest. Checksums (SHA-512) by the index that belongs to the
 * releases: envtest-releases.yaml in kubernetes-sigs/controller-tools.
 */
export const envtestRelease = {
  version: 'v1.35.0',
  checksums: {
    'linux-x64':
      '130369c16f076e724d089189afaede960316f5f5dea6cf57be7a4fc6f09c77342893192509790e4056e116e232dff832ed863f5bd55dcb55d38f3ab834828a11',
    'linux-arm64':
      'e53e2b88398f5b9503e3f074d82a2dcb090c708b34940848607ce658138a5d4a25962e042ab683ccc026a8a6c90c0be7f658e42dde0887369d73c3b68e2fc86c',
    'darwin-x64':
      'fccc583ba6d322c88a8c56f7876090a7ad63460046a4bcae414093b23ce68a75f172ca7484b7c7475b707657eca5108a8ad3fd85e1b4f70a6c99ca2f22dbd6b2',
    'darwin-arm64':
      'bb5d0bb3975956331b0aa0c039955b4c4dc6c5c288e5af369364c7d2fbeac11a025227dabb127569080b259dd29b697cc77fa77abd27ae26721ddb23e8ee0613',
  },
} as const satisfies { readonly version: string; readonly checksums: Readonly<Record<string, string>> };

/** Name and address of the archive for a platform (`linux-x64`), and its checksum; undefined where none is released. */
export function envtestArchive(platform: string): { readonly url: string; readonly sha512: string } | undefined {
  const sha512 = Object.entries(envtestRelease.checksums).find(([name]) => name === platform)?.[1];
  if (sha512 === undefined) return undefined;
  const { version } = envtestRelease;
  const file = `envtest-${version}-${platform.replace('x64', 'amd64')}.tar.gz`;
  return { url: `https://github.com/kubernetes-sigs/controller-tools/releases/download/envtest-${version}/${file}`, sha512 };
}
