/** Version of the engine's code. Rules carry their own versions; both are stored with a recommendation. */
export const ENGINE_VERSION = '1.0.0'
