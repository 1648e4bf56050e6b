import { ValidateBy } from 'class-validator';
import { isEmailAddress } from './email-address';

/** Lets only what {@link isEmailAddress} accepts pass. */
export const IsEmailAddress = (): PropertyDecorator =>
  ValidateBy({
    name: 'isEmailAddress',
    validator: { validate: isEmailAddress, defaultMessage: () => 'must be an email address' },
  });
