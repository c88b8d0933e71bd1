namespace Shared.Contracts.Storage.People;

/// <summary>Statements on the table of complainants and reporters.</summary>
internal static class PeopleSql
{
    public static readonly Statement Insert = new(
        "people.insert",
        """
        INSERT INTO people (case_id, sealed, name_hash, phone_hash, last_four_hash, id_number_hash)
        VALUES (@CaseId, @Sealed, @NameHash, @PhoneHash, @LastFourHash, @IdNumberHash)
        """
    );

    public static readonly Statement Update = new(
        "people.update",
        """
        UPDATE people
        SET
            sealed = @Sealed, name_hash = @NameHash, phone_hash = @PhoneHash, last_four_hash = @LastFourHash,
            id_number_hash = @IdNumberHash
        WHERE case_id = @CaseId
        """
    );

    public static readonly Statement Load = new("people.load", "SELECT sealed FROM people WHERE case_id = @id");
}
