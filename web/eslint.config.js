// Flat configuration. Besides the usual: a feature never imports another feature, and nothing below the
// application imports the application.
import hooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const features = ['home', 'policy/interview', 'policy/result', 'policy/guide', 'plans', 'follow', 'about'];

const deskFeatures = ['signin', 'account', 'mywork', 'requests', 'request', 'hotline', 'overview', 'people', 'plan-room', 'cases', 'case', 'experts', 'hall'];

const noOtherFeature = [...features.map((feature) => ['portal', feature, features]), ...deskFeatures.map((feature) => ['desk', feature, deskFeatures])].map(([application, feature, all]) => ({
  files: [`${application}/features/${feature}/**/*.{ts,tsx}`],
  rules: {
    'no-restricted-imports': ['error', {
      patterns: [
        { regex: '(^|/)app(/|$)', message: 'Features do not know the application.' },
        { regex: '(^|/)features(/|$)', message: 'Features never import features; share through ui/, session/ or shared/.' },
        ...all.filter((other) => other !== feature)
          .map((other) => ({ regex: `^\\.\\.(/\\.\\.)*/${other.split('/').at(-1)}(/|$)`, message: 'Features never import features.' })),
      ],
    }],
  },
}));

export default tseslint.config(
  { ignores: ['node_modules', 'shared/api/types.generated.ts'] },
  ...tseslint.configs.strictTypeChecked.map((config) => ({ ...config, files: ['**/*.{ts,tsx}'] })),
  {
    files: ['**/*.{ts,tsx}'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { 'react-hooks': hooks },
    rules: {
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  {
    files: ['{shared,portal/session,desk/ui,desk/session,desk/work}/**/*.{ts,tsx}'],
    rules: { 'no-restricted-imports': ['error', { patterns: [{ regex: '(^|/)(features|app)/', message: 'Below the features.' }] }] },
  },
  ...noOtherFeature,
);
