"""Names of people and places of the Western Balkans and of a neutral Europe, as providers for Faker."""
