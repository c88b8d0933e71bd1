namespace Shared.Contracts.Cases;

/// <summary>
/// Somebody contacts the centre again about a case that exists: 催办 or 补充. The case stays one; nothing that was said is
/// lost.
/// </summary>
/// <param name="Person">Who it was, if another than the case's own person; sealed when stored.</param>
public sealed record FurtherContact(Guid Id, ContactPurpose Purpose, Channel Channel, string? CallRef, Person? Person);

/// <summary>A document or photograph of a case. Its content lies sealed in the data folder, not here.</summary>
/// <param name="Id">Also the name of the sealed file.</param>
/// <param name="Name">As the sender called it; may hold personal data, so it is sealed when stored.</param>
/// <param name="MediaType">What the content is, read from the content itself.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Sha256">Hex, of the content.</param>
public sealed record Attachment(Guid Id, string Name, string MediaType, long Size, string Sha256);
