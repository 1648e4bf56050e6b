// Who may import whom between projects: what a project is (type) and what it is about (scope).
const scope = (name, ...may) => ({
  sourceTag: `scope:${name}`,
  onlyDependOnLibsWithTags: [`scope:${name}`, ...may.map((other) => `scope:${other}`)],
});

export const projectBoundaries = {
  '@nx/enforce-module-boundaries': [
    'error',
    {
      allow: [],
      // The API loads the stand-in for Stripe only where it is wanted; specs import it at once.
      checkDynamicDependenciesExceptions: ['testing'],
      // Specs reach into libs/testing, which is nobody's run-time dependency but the API's
      // stand-in for Stripe outside production.
      depConstraints: [
        { sourceTag: 'type:app', onlyDependOnLibsWithTags: ['type:lib'] },
        { sourceTag: 'type:lib', onlyDependOnLibsWithTags: ['type:lib'] },
        { sourceTag: 'type:e2e', onlyDependOnLibsWithTags: ['type:lib'] },
        scope('web', 'contracts', 'sse'),
        scope('api', 'contracts', 'sse', 'llm', 'domain', 'testing'),
        scope('web-e2e', 'contracts', 'testing'),
        scope('prove', 'contracts', 'testing'),
        scope('bench', 'contracts', 'testing'),
        scope('llm', 'contracts', 'sse', 'testing'),
        scope('domain', 'contracts', 'testing'),
        scope('testing', 'contracts', 'sse'),
        scope('sse'),
        scope('contracts'),
      ],
    },
  ],
};
