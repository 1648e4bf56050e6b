import type { KeyObject } from 'node:crypto';
import { createHmac, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { SigningKeys } from '../tokens/signing-keys';
import type { StoredUser } from '../user.repository';

/** A browser that the owner of an account has signed in with. */
export interface KnownDevice {
  readonly userId: string;
  /** The session that made it known, so that no session makes more than one device. */
  readonly deviceId: string;
}

/** As much of an account as a device is bound to. */
export type DeviceOwner = Pick<StoredUser, 'id' | 'deviceEpoch'>;

const FORM = /^([0-9a-f-]{36})\.[A-Za-z0-9_-]{43}$/;

/** Whom a token of an account that does not exist is compared with, to take as long. */
const NOBODY: DeviceOwner = { id: '', deviceEpoch: 0 };

/**
 * Makes device tokens: `device.mac`, where the mac binds the device to one account and its epoch. It
 * opens nothing: it only lets its bearer try a password while strangers have used up the tries.
 */
@Injectable()
export class DeviceTokens {
  constructor(private readonly keys: SigningKeys) {}

  /** The token of a device; the same each time, until the devices of its owner are forgotten. */
  issue(owner: DeviceOwner, deviceId: string): string {
    return issueWith(this.keys.current.key, owner, deviceId);
  }

  /** The id of the device; `undefined` unless the token was made for this account and still holds. */
  read(text: string | undefined, owner: DeviceOwner = NOBODY): string | undefined {
    const [, deviceId] = FORM.exec(text ?? '') ?? [];
    if (text === undefined || deviceId === undefined) return undefined;
    const presented = Buffer.from(text);
    const isOurs = this.keys.all.some(({ key }) =>
      timingSafeEqual(Buffer.from(issueWith(key, owner, deviceId)), presented),
    );
    return isOurs && owner !== NOBODY ? deviceId : undefined;
  }
}

function issueWith(key: KeyObject, { id, deviceEpoch }: DeviceOwner, deviceId: string): string {
  const bound = `device.${id}.${deviceEpoch}.${deviceId}`;
  return `${deviceId}.${createHmac('sha256', key).update(bound).digest('base64url')}`;
}
