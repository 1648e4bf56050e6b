import { bootstrapApplication } from '@angular/platform-browser';
import { appConfig } from './app/app.config';
import { loadLanguage } from './app/core/language/language';
import { Shell } from './app/core/shell/shell';

loadLanguage()
  .then(() => bootstrapApplication(Shell, appConfig))
  .catch((error: unknown) => {
    console.error(error);
  });
