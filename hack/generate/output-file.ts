/** A file that the generator owns, whole. */
export interface OutputFile {
  /** From the top of the repository: `crds/vpcs.ec2.aws.evenkeel.dev.yaml`. */
  readonly path: string;
  readonly content: string;
}
