import preset from '../../jest.preset.js';

export default { ...preset, displayName: 'sse', rootDir: import.meta.dirname };
