// Sentences as the build has taken them apart.

declare module "*.ftl" {
  /** The `body` of a `FluentResource`, as JSON. */
  const body: string;
  export default body;
}
