/**
 * Stands in the bundles for what Bolt asks for and never uses in a function that an HTTP API calls: a web server, other
 * ways in, the installation over OAuth. See `alias` in serverless.yml. Half of the bundle, and of the time to load it.
 */
export default {};
