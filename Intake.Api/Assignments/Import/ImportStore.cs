using Intake.Api.Http;
using Shared.Contracts.Hosting;

namespace Intake.Api.Assignments.Import;

/// <summary>
/// The files that are being taken in, in the data folder, for the service's own user alone. A file goes once every row of
/// it has its case or its reason.
/// </summary>
public sealed class ImportStore(HotlineOptions options)
{
    public KeptFiles Files { get; } = new(options.DataDirectory, "imports");

    public string PathOf(Guid id) => Files.PathOf(id);

    /// <summary>Writes it whole and synced before anything names it.</summary>
    public Task SaveAsync(Guid id, Stream content, CancellationToken cancellation) =>
        Files.SaveAsync(id, file => content.CopyToAsync(file, cancellation));

    public void Forget(Guid id) => Files.Forget(id);
}
