package main

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"

	"github.com/blang/semver"
	"github.com/hashicorp/hcl/v2"
	yamlgen "github.com/pulumi/pulumi-yaml/pkg/pulumiyaml/codegen"
	"github.com/pulumi/pulumi/pkg/v3/codegen/dotnet"
	gogen "github.com/pulumi/pulumi/pkg/v3/codegen/go"
	"github.com/pulumi/pulumi/pkg/v3/codegen/hcl2/syntax"
	"github.com/pulumi/pulumi/pkg/v3/codegen/nodejs"
	"github.com/pulumi/pulumi/pkg/v3/codegen/pcl"
	"github.com/pulumi/pulumi/pkg/v3/codegen/python"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
)

var programmers = map[string]func(*pcl.Program) (map[string][]byte, hcl.Diagnostics, error){
	"typescript": nodejs.GenerateProgram,
	"python":     python.GenerateProgram,
	"go":         gogen.GenerateProgram,
	"csharp":     dotnet.GenerateProgram,
	"yaml":       yamlgen.GenerateProgram,
}

// unwritable lists, for each resource, the languages whose generator translates its example wrongly. The generators fail
// on an argument that may be a boolean or an object, such as `session` of a group. The Go generator also omits `Elem()`
// for an optional output in a list.
var unwritable = map[string][]string{"InterconnectGroup": {"csharp", "go"}, "Interconnect": {"go"}}

// onlyPackage is a loader that always returns this package.
type onlyPackage struct{ pkg *schema.Package }

func (l onlyPackage) LoadPackage(string, *semver.Version) (*schema.Package, error) {
	return l.pkg, nil
}

func (l onlyPackage) LoadPackageV2(context.Context, *schema.PackageDescriptor) (*schema.Package, error) {
	return l.pkg, nil
}

func (l onlyPackage) LoadPackageReference(string, *semver.Version) (schema.PackageReference, error) {
	return l.pkg.Reference(), nil
}

func (l onlyPackage) LoadPackageReferenceV2(
	context.Context, *schema.PackageDescriptor,
) (schema.PackageReference, error) {
	return l.pkg.Reference(), nil
}

// writeExamples translates the examples of each resource into every language.
func writeExamples(pkg *schema.Package, folder, target string) {
	files, err := filepath.Glob(filepath.Join(folder, "*.pp"))
	check(err)
	examples := map[string]map[string]string{}
	for _, file := range files {
		resource := strings.TrimSuffix(filepath.Base(file), ".pp")
		programs := translate(pkg, file)
		for _, language := range unwritable[resource] {
			delete(programs, language)
		}
		examples[resource] = programs
	}
	text, err := json.MarshalIndent(examples, "", "  ")
	check(err)
	check(os.WriteFile(target, append(text, '\n'), 0o644))
}

func translate(pkg *schema.Package, file string) map[string]string {
	source, err := os.Open(file)
	check(err)
	defer source.Close()
	parser := syntax.NewParser()
	check(parser.ParseFile(source, filepath.Base(file)))
	refuse(parser.Diagnostics)
	programs := map[string]string{}
	for language, generate := range programmers {
		// A generator modifies the program, so each generator gets its own copy.
		program, diagnostics, err := pcl.BindProgram(parser.Files, pcl.Loader(onlyPackage{pkg}))
		check(err)
		refuse(diagnostics)
		files, diagnostics, err := generate(program)
		check(err)
		refuse(diagnostics)
		for _, content := range files {
			programs[language] = string(content)
		}
	}
	return programs
}

func refuse(diagnostics hcl.Diagnostics) {
	if diagnostics.HasErrors() {
		fail(diagnostics.Error())
	}
}
