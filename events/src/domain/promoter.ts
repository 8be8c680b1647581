/** What the public sees of a promoter. */
export interface PromoterProfile {
  promoterId: string;
  name: string | null;
  description: string | null;
  imageUrl: string | null;
  websiteUrl: string | null;
}

export type ProfileDetails = Omit<PromoterProfile, 'promoterId'>;
